package io.cityward.alerts.dispatch.open311;

import java.util.List;
import java.util.Map;

/**
 * An answer before it is JSON or XML.
 *
 * @param root name of the root element in XML
 * @param item name of each entry's element in XML; empty: the only entry is the root itself
 * @param entries values are texts, numbers, flags, or lists of maps
 */
record Open311Answer(int status, String root, String item, List<Map<String, Object>> entries) {

  static Open311Answer error(int status, String description) {
    return new Open311Answer(
        status,
        "errors",
        "error",
        List.of(Map.of("code", Integer.toString(status), "description", description)));
  }
}
