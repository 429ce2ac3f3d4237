package io.cityward.alerts.store;

import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.attachment.Attachment;
import io.cityward.alerts.attachment.AttachmentId;
import io.cityward.alerts.attachment.FileType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Which files people put to orders. */
public final class AttachmentTable {

  private final Handle handle;

  AttachmentTable(Handle handle) {
    this.handle = handle;
  }

  public AttachmentId nextId() {
    return new AttachmentId(Columns.next(handle, "attachment"));
  }

  public void insert(Attachment attachment) {
    handle
        .createUpdate(
            "INSERT INTO order_attachments (number, order_number, file_name, media_type, bytes,"
                + " sha256, path, note, at, actor) VALUES (:number, :order, :name, :media, :bytes,"
                + " :sha256, :path, :note, :at, :actor)")
        .bind("number", attachment.id().number())
        .bind("order", attachment.order().number())
        .bind("name", attachment.fileName())
        .bind("media", attachment.type().mediaType())
        .bind("bytes", attachment.bytes())
        .bind("sha256", attachment.sha256())
        .bind("path", attachment.path())
        .bind("note", attachment.note())
        .bind("at", Columns.micros(attachment.at()))
        .bind("actor", attachment.actor())
        .execute();
  }

  /** The file of an order with a content. */
  public Optional<Attachment> find(OrderId order, String sha256) {
    return handle
        .createQuery(
            "SELECT * FROM order_attachments WHERE order_number = :order AND sha256 = :sha256"
                + " ORDER BY number LIMIT 1")
        .bind("order", order.number())
        .bind("sha256", sha256)
        .map((row, context) -> map(row))
        .findOne();
  }

  public int count(OrderId order) {
    return handle
        .createQuery("SELECT COUNT(*) FROM order_attachments WHERE order_number = :order")
        .bind("order", order.number())
        .mapTo(Integer.class)
        .one();
  }

  /** A page of an order's files, newest first. */
  public List<Attachment> page(OrderId order, long before, int limit) {
    return handle
        .createQuery(
            "SELECT * FROM order_attachments WHERE order_number = :order AND number < :before"
                + " ORDER BY number DESC LIMIT :max")
        .bind("order", order.number())
        .bind("before", before)
        .bind("max", limit)
        .map((row, context) -> map(row))
        .list();
  }

  private static Attachment map(ResultSet row) throws SQLException {
    String media = row.getString("media_type");
    return new Attachment(
        new AttachmentId(row.getLong("number")),
        new OrderId(row.getLong("order_number")),
        row.getString("file_name"),
        Arrays.stream(FileType.values())
            .filter(type -> type.mediaType().equals(media))
            .findFirst()
            .orElseThrow(),
        row.getLong("bytes"),
        row.getString("sha256"),
        row.getString("path"),
        row.getString("note"),
        Columns.time(row, "at"),
        row.getString("actor"));
  }
}
