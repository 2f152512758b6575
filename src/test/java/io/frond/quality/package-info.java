/** How good Frond's judgement is on labelled sets: the runners of {@code scripts/quality}. */
package io.frond.quality;
