package io.frond.planted.cache;

import io.frond.planted.limit.Counts;

public record Peeks(Counts counts) {}
