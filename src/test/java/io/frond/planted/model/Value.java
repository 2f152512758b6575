package io.frond.planted.model;

import io.vertx.core.Vertx;

public record Value(Vertx vertx) {}
