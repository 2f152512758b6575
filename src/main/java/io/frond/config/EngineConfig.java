package io.frond.config;

/** Where an engine is that several Fronds search together. */
public sealed interface EngineConfig permits PostgresConfig, OpenSearchConfig {}
