/**
 * Pictures that are drawn and not taken: what {@code facade} and {@code street} draw upon, {@link
 * io.cityward.testkit.drawing.GreyPicture}.
 */
package io.cityward.testkit.drawing;
