/**
 * Sixteen things that go wrong at a model provider, after the public FailoverBench catalogue, each played to a whole
 * Frond over real sockets. {@code scripts/faults} runs them in real seconds and writes the page.
 */
package io.frond.faults;
