package io.frond.model;

/**
 * What was spent, and by whom. Texts are empty where there is nothing to tell.
 *
 * @param model as it was asked of the backend
 */
public record Spent(String tenant, String key, String route, String model, String backend, Money cost) {}
