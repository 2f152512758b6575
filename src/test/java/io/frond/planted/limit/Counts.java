package io.frond.planted.limit;

import io.frond.planted.cache.Peeks;

public record Counts(Peeks peeks) {}
