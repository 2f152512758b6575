package io.frond.model;

import java.util.List;

/** Where a request goes, and why. */
public sealed interface Route {

    /** The route's name in the config, or the backend's where the request named that. */
    String name();

    /** The backend that answers. */
    String backend();

    /** Why this one, in words, strongest first. */
    List<String> reasons();

    /** Straight to a model: a fine-tuned one, or whichever the request named. */
    record Direct(String name, String backend, List<String> reasons) implements Route {}

    /** Fetch passages from a knowledge first, then ask the model. */
    record Retrieve(String name, String backend, String knowledge, List<String> reasons) implements Route {}
}
