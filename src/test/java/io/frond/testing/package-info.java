/** What tests share: a clock that stands still, watch over the event loops, fakes written by hand. */
package io.frond.testing;
