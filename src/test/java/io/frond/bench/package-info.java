/**
 * The runner of {@code scripts/bench}: starts proxies in front of one mock, loads them in turns, writes what it measured
 * as a page. Knows the JDK only, since the script compiles it by itself.
 */
package io.frond.bench;
