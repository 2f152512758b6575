package io.frond.cli;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that the verbs ask of the rest of Frond. What a user can mend comes back as a {@link Failure}, thrown or in the
 * Future.
 */
public interface Program {

    /** Starts serving; done when both ports listen and {@code /readyz} says so. */
    Future<Running> serve(Setup setup, Listening listening);

    /** Starts simulated endpoints and Frond in front of them. */
    Future<Running> demo(Listening listening);

    /**
     * Reads a file as {@code serve} would, without starting anything.
     *
     * @return what is in it, one line
     */
    String validate(Path file);

    /**
     * Decides as a request would be decided, and calls no model.
     *
     * @param tenant null takes the only or the default one
     * @return the decision for people to read, several lines
     */
    Future<String> explain(Setup setup, String question, @Nullable String tenant);

    /**
     * Reads the documents of a configuration as {@code serve} would.
     *
     * @param only of this knowledge; null for all
     * @param told meanwhile of the same as comes out: one object per knowledge, as operators see it
     */
    Future<JsonArray> index(Setup setup, @Nullable String only, Consumer<JsonArray> told);

    /**
     * Searches a knowledge with other settings, to find better ones. Changes nothing.
     *
     * @param told meanwhile how far it is
     * @return the comparison for people to read, several lines
     */
    Future<String> tune(Setup setup, Trying trying, Consumer<Stage> told);

    /** What a running Frond answers on its operators' port. Fails with a {@link Failure} that tells what it said. */
    Future<JsonObject> operate(AdminCall call);

    /**
     * @param questions file of them with their answers; null where they are to be made from the documents
     * @param chunks whether other sizes of chunks are tried too
     */
    record Trying(String knowledge, @Nullable Path questions, boolean chunks) {}

    /** So many of a kind are done. */
    record Stage(int done, int of, String what) {}

    /** A new random key. */
    NewKey newKey();

    /** The JSON Schema of the configuration. */
    String schema();

    /** A key, shown once, and what the configuration keeps of it. */
    record NewKey(String key, String hash) {
        @Override
        public String toString() {
            return "NewKey[" + hash + "]";
        }
    }

    /** A started Frond. Its methods may be called on any thread. */
    interface Running {

        /** What was started and how to use it, for people; printed once. */
        String greeting();

        /** Reads the configuration again; a faulty one is reported in the log and changes nothing. */
        void reload();

        /** Refuses new requests, lets running ones finish within the configured time, closes everything. */
        Future<Void> drain();
    }
}
