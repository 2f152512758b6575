package io.frond.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backend can serve, as far as the operator says so. What is not said is taken to be possible.
 *
 * @param context tokens of a question and its answer together; null where that is not said
 * @param prefill whether it goes on from a last message of the assistant
 * @param structuredOutput whether it answers by a JSON schema
 * @param continues how it is asked to go on from a broken answer; null where the operator does not say that it can
 */
public record Ability(
        @Nullable Integer context,
        boolean tools,
        boolean vision,
        boolean prefill,
        boolean structuredOutput,
        @Nullable Continues continues) {

    /** How a model service is told that the last message is to be gone on with. */
    public enum Continues {
        /** By the message alone. */
        MESSAGE,
        /** By the fields of vLLM as well, which else begins a new turn. */
        VLLM
    }

    public static final Ability ANY = new Ability(null, true, true, true, true);

    private static final int LARGEST = 1_000_000_000;

    /** What can be said without a word on broken answers. */
    public Ability(
            @Nullable Integer context, boolean tools, boolean vision, boolean prefill, boolean structuredOutput) {
        this(context, tools, vision, prefill, structuredOutput, null);
    }

    static Ability from(Section s) {
        var context = s.optional("context", Kinds.count(1, LARGEST), "tokens of a question and its answer together");
        boolean tools = s.flag("tools", true, "whether it takes tools");
        boolean vision = s.flag("vision", true, "whether it takes images");
        boolean prefill = s.flag(
                "prefill",
                true,
                "whether it goes on from a last message of the assistant; `rescue` of a route asks it to only where "
                        + "this is written");
        var by = s.choice(
                "prefill_by",
                List.of("message", "vllm"),
                "message",
                "how a rescue tells it to go on: by the message, or with vLLM's `continue_final_message` as well");
        boolean structured = s.flag("structured_output", true, "whether it answers by a JSON schema");
        var continues = by.equals("vllm") ? Continues.VLLM : Continues.MESSAGE;
        return new Ability(context, tools, vision, prefill, structured, prefill && s.has("prefill") ? continues : null);
    }
}
