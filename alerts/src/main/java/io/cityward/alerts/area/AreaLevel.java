package io.cityward.alerts.area;

/** How deep an area lies; the deepest one is where something is. */
public enum AreaLevel {
  CITY,
  DISTRICT,
  STREET,
  COMMUNITY,
  /** Unit grid 单元网格. */
  GRID,
  /** What a department is responsible for, whatever lies under it; never where something is. */
  DEPARTMENT
}
