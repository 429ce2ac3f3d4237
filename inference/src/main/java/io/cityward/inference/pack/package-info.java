/**
 * Model packs: a folder with {@code pack.yml}, the model file beside it, and its licences. Reading
 * one checks everything that can be told without running the model. Start reading at {@link
 * io.cityward.inference.pack.PackRepository}.
 */
package io.cityward.inference.pack;
