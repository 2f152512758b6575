package io.frond.config;

/** A character of an {@link Origin}; line and column count from 1, columns in code points. */
record Place(Origin origin, int line, int column) {}
