/**
 * Model servers in simulated time, to see what the balancers make of them. {@code scripts/bench simulate} prints the
 * long form; the test holds the short one to what it must show.
 */
package io.frond.bench.simulate;
