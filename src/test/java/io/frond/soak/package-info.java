/** Many clients at once while endpoints fail in every way: the runner of {@code scripts/soak}, and its short form. */
package io.frond.soak;
