/**
 * The pictures of the docs, drawn by the code that they explain, on footage that comes with
 * Cityward or is drawn. Start reading at {@link io.cityward.app.pictures.ScenePictures}.
 */
package io.cityward.app.pictures;
