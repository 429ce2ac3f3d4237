package io.cityward.alerts.notice.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.alerts.dispatch.http.Secret;
import io.cityward.alerts.notice.Person;
import java.net.URI;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the makers of group robots want: the form of a text message, how it is signed, and what
 * their answers mean. Sources: the makers' pages on custom robots
 * (developer.work.weixin.qq.com/document/path/91770, open.dingtalk.com, open.feishu.cn).
 */
enum Robot {
  /** 企业微信: not signed, the key in its URL is its secret; a text holds 2048 bytes. */
  WECOM(2048, List.of(45009, -1)) {
    @Override
    ObjectNode body(String text, List<Person> people, Optional<Secret> secret, Instant now) {
      ObjectNode body = MAPPER.createObjectNode().put("msgtype", "text");
      ObjectNode content = body.putObject("text").put("content", text);
      mobiles(content.putArray("mentioned_mobile_list"), people);
      return body;
    }
  },

  /**
   * 钉钉: signed in its URL, with the Base64 of HMAC-SHA256 over {@code milliseconds\nsecret} by the
   * secret.
   */
  DINGTALK(20_000, List.of(130101, 410100, -1)) {
    @Override
    ObjectNode body(String text, List<Person> people, Optional<Secret> secret, Instant now) {
      ObjectNode body = MAPPER.createObjectNode().put("msgtype", "text");
      body.putObject("text").put("content", text);
      ObjectNode at = body.putObject("at");
      mobiles(at.putArray("atMobiles"), people);
      at.put("isAtAll", false);
      return body;
    }

    @Override
    URI url(URI url, Optional<Secret> secret, Instant now) {
      if (secret.isEmpty()) {
        return url;
      }
      String key = secret.get().value();
      String sign = hmac(key, now.toEpochMilli() + "\n" + key);
      return URI.create(
          url
              + (url.getQuery() == null ? "?" : "&")
              + "timestamp="
              + now.toEpochMilli()
              + "&sign="
              + URLEncoder.encode(sign, UTF_8));
    }
  },

  /**
   * 飞书: signed in its body, with the Base64 of HMAC-SHA256 over nothing by {@code seconds\nsecret}.
   */
  FEISHU(20_000, List.of(9499, 11232)) {
    @Override
    ObjectNode body(String text, List<Person> people, Optional<Secret> secret, Instant now) {
      ObjectNode body = MAPPER.createObjectNode();
      if (secret.isPresent()) {
        String timestamp = Long.toString(now.getEpochSecond());
        body.put("timestamp", timestamp);
        body.put("sign", hmac(timestamp + "\n" + secret.get().value(), ""));
      }
      body.put("msg_type", "text");
      body.putObject("content").put("text", text);
      return body;
    }
  };

  static final ObjectMapper MAPPER = new ObjectMapper();

  private final int mostBytes;
  private final List<Integer> passing;

  /**
   * @param mostBytes of a text in UTF-8
   * @param passing answers' codes that mean: too fast, or busy
   */
  Robot(int mostBytes, List<Integer> passing) {
    this.mostBytes = mostBytes;
    this.passing = passing;
  }

  int mostBytes() {
    return mostBytes;
  }

  boolean passing(int code) {
    return passing.contains(code);
  }

  abstract ObjectNode body(String text, List<Person> people, Optional<Secret> secret, Instant now);

  /** The URL to post to. */
  URI url(URI url, Optional<Secret> secret, Instant now) {
    return url;
  }

  /** The code in an answer, 0 for success; empty where there is none. */
  static Optional<Integer> code(JsonNode answer) {
    for (String field : List.of("errcode", "code", "StatusCode")) {
      if (answer.path(field).isInt()) {
        return Optional.of(answer.get(field).intValue());
      }
    }
    return Optional.empty();
  }

  private static void mobiles(ArrayNode list, List<Person> people) {
    people.stream().map(Person::mobile).filter(m -> !m.isEmpty()).forEach(list::add);
  }

  private static String hmac(String key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
