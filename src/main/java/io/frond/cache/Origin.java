package io.frond.cache;

/**
 * Whose question an answer was given to.
 *
 * @param tenant by name
 * @param model that was asked for at its backend, else as the client named it
 * @param request digest of the request that it answers; empty where that is the key it is kept under
 */
public record Origin(String tenant, String model, String request) {}
