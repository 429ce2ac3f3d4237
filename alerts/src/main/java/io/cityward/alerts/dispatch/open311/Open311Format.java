package io.cityward.alerts.dispatch.open311;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The two forms that GeoReport v2 knows. */
enum Open311Format {
  JSON("application/json; charset=utf-8"),
  XML("text/xml; charset=utf-8");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String mediaType;

  Open311Format(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  byte[] bytes(Open311Answer answer) {
    return this == JSON ? json(answer) : xml(answer);
  }

  private static byte[] json(Open311Answer answer) {
    try {
      return MAPPER.writeValueAsBytes(
          answer.item().isEmpty() ? answer.entries().get(0) : answer.entries());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps and texts can be written", e);
    }
  }

  private static byte[] xml(Open311Answer answer) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement(answer.root());
      for (Map<String, Object> entry : answer.entries()) {
        if (answer.item().isEmpty()) {
          fields(xml, entry);
        } else {
          element(xml, answer.item(), entry);
        }
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("texts without control characters can be written", e);
    }
    return out.toByteArray();
  }

  private static void element(XMLStreamWriter xml, String name, Map<?, ?> fields)
      throws XMLStreamException {
    xml.writeStartElement(name);
    fields(xml, fields);
    xml.writeEndElement();
  }

  private static void fields(XMLStreamWriter xml, Map<?, ?> fields) throws XMLStreamException {
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      String name = field.getKey().toString();
      xml.writeStartElement(name);
      if (field.getValue() instanceof List<?> list) {
        for (Object one : list) {
          // "attributes" hold each an "attribute".
          element(xml, name.substring(0, name.length() - 1), (Map<?, ?>) one);
        }
      } else if (field.getValue() != null) {
        xml.writeCharacters(printable(field.getValue().toString()));
      }
      xml.writeEndElement();
    }
  }

  /** XML 1.0 has no words for most control characters, nor for halves of pairs. */
  private static String printable(String text) {
    return new String(text.getBytes(UTF_8), UTF_8)
        .replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", " ");
  }
}
