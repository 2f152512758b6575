package io.frond.limit;

import io.frond.model.Limits;

/** Limits of a key that is not in the configuration. They hold beside those of its tenant. */
public record KeyLimits(String tenant, String key, Limits limits) {}
