package io.frond.config;

import org.jspecify.annotations.Nullable;

/**
 * What a backend can serve, as far as the operator says so. What is not said is taken to be possible.
 *
 * @param context tokens of a question and its answer together; null where that is not said
 * @param prefill whether it goes on from a last message of the assistant
 * @param structuredOutput whether it answers by a JSON schema
 */
public record Ability(
        @Nullable Integer context, boolean tools, boolean vision, boolean prefill, boolean structuredOutput) {

    public static final Ability ANY = new Ability(null, true, true, true, true);

    private static final int LARGEST = 1_000_000_000;

    static Ability from(Section s) {
        return new Ability(
                s.optional("context", Kinds.count(1, LARGEST), "tokens of a question and its answer together"),
                s.flag("tools", true, "whether it takes tools"),
                s.flag("vision", true, "whether it takes images"),
                s.flag("prefill", true, "whether it goes on from a last message of the assistant"),
                s.flag("structured_output", true, "whether it answers by a JSON schema"));
    }
}
