/**
 * Parts of the city: unit grids 单元网格, communities, streets, districts, and the areas that
 * departments are responsible for; which of them a position lies in. Start reading at {@link
 * io.cityward.alerts.area.AreaMap}.
 */
package io.cityward.alerts.area;
