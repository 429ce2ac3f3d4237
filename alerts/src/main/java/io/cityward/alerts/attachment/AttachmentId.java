package io.cityward.alerts.attachment;

import io.cityward.alerts.alert.Numbered;

/** The id of an attachment, {@code F-0000000042}. */
public record AttachmentId(long number) {

  public AttachmentId {
    Numbered.check("attachment id", 'F', number);
  }

  @Override
  public String toString() {
    return Numbered.text('F', number);
  }
}
