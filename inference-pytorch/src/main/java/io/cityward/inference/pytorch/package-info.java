/**
 * Runs TorchScript through the Deep Java Library; an optional module, which nothing of ours imports
 * and which is found by its service file. Start reading at {@link
 * io.cityward.inference.pytorch.PyTorchEngine}.
 */
package io.cityward.inference.pytorch;
