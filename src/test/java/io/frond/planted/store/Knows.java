package io.frond.planted.store;

import io.frond.planted.limit.Counts;

public record Knows(Counts counts) {}
