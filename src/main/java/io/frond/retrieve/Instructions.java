package io.frond.retrieve;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Finds text that speaks to a model rather than to a reader, as planted instructions do. A sign, not a proof: such a
 * chunk is marked, counted and can be filtered away, but stays, for a manual on language models reads the same.
 *
 * <p>Only the usual English turns are known. That documents cannot give orders does not rest on this but on how
 * passages reach the model.
 */
final class Instructions {
    /** The attribute of such a chunk; {@code true} where it is there. */
    static final String ATTRIBUTE = "instruction_like";

    private static final List<Pattern> TURNS = List.of(
            turn("(?:ignore|disregard|forget|override|bypass|do not follow) (?:[a-z]++ ){0,5}?"
                    + "(?:instructions?|prompts?|rules|guidelines|directives|guardrails)"),
            turn("you are (?:now|no longer) "),
            turn("(?:new|updated|real|actual|secret|hidden|following) (?:system )?(?:instructions|prompt) ?:"),
            turn(
                    "(?:reveal|print|repeat|show|output|leak|send|post|forward|exfiltrate) (?:[a-z]++ ){0,5}?"
                            + "(?:system prompt|system message|instructions verbatim|conversation|chat history|api keys?|credentials)"),
            turn("do not (?:tell|inform|mention this to|reveal this to|alert|warn) (?:the |your )?users?"),
            turn("(?:instructions?|note|message|attention|important) (?:to|for) (?:the |all |any )?"
                    + "(?:ai|assistant|llm|chatbot|(?:large )?language models?|models?)\\b"),
            turn("(?:ai|chatbot|llm|language model)s? (?:assistants? )?(?:must|should now|shall|will now|has to)"),
            turn("(?:pretend|act|behave|respond) as (?:if you|though you|an? (?:unrestricted|uncensored|jailbroken))"),
            turn("(?:end|begin|start) of (?:the )?(?:system |retrieved )?(?:prompt|context|passages?|instructions)"));

    /** Signs of chat templates and of Frond itself, where letters alone tell nothing. */
    private static final Pattern SIGNS = Pattern.compile(
            "<\\|(?:im_start|im_end|system|user|assistant|endoftext|start_header_id)|\\[/?INST\\]|<<SYS>>|</?passages?>"
                    + "|(?m:^\\s{0,9}(?:system|assistant) ?:)|\\bx-frond-[a-z]",
            Pattern.CASE_INSENSITIVE);

    private Instructions() {}

    private static Pattern turn(String words) {
        return Pattern.compile("\\b" + words);
    }

    static boolean in(String text) {
        if (SIGNS.matcher(text).find()) {
            return true;
        }
        var plain = text.toLowerCase(Locale.ROOT).replace('\u2019', '\'').replaceAll("[^a-z':]++", " ");
        return TURNS.stream().anyMatch(turn -> turn.matcher(plain).find());
    }

    /** The facts of a chunk with this text. */
    static Facts flagged(Facts facts, String text) {
        if (!in(text)) {
            return facts;
        }
        var attributes = new HashMap<>(facts.attributes());
        attributes.put(ATTRIBUTE, true);
        return facts.with(attributes);
    }

    static boolean in(Chunk chunk) {
        return Boolean.TRUE.equals(chunk.facts().attributes().get(ATTRIBUTE));
    }
}
