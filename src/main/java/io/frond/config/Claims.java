package io.frond.config;

import java.util.HashMap;
import java.util.Map;

/**
 * Names that may be given once only.
 *
 * @param taken name to who has it
 */
record Claims(Map<String, String> taken) {
    private static final String AUTO = "auto";
    static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    Claims() {
        this(new HashMap<>());
    }

    /** Of names that a request can give as its model. */
    static Claims ofModels() {
        var claims = new Claims();
        claims.taken.put(AUTO, "classification");
        return claims;
    }

    /** The name of a thing that is configured: also part of headers, metrics and log lines, so kept plain. */
    Kind<String> name(String what) {
        Kind<String> plain = Kind.of("name", "", Schemas.pattern("^" + NAME + "$"), word -> {
            if (!word.text().matches(NAME)) {
                throw new Unfit(
                        word.shown() + " is not a name: letters, digits, dots, hyphens and underscores, 64 at most");
            }
            return word.text();
        });
        return on(plain, what);
    }

    /** A name by which clients ask for a model, as they write it. */
    Kind<String> model() {
        return on(Kinds.text(), "another model");
    }

    /** The same, for classification, which may list the name that it has anyway. */
    Kind<String> modelOrAuto() {
        Kind<String> claimed = model();
        return Kind.of(
                claimed.label(), AUTO, claimed.schema(), word -> word.text().equals(AUTO) ? AUTO : claimed.read(word));
    }

    /** The kind, refusing what was taken before by anybody. */
    Kind<String> on(Kind<String> kind, String what) {
        return Kind.of(kind.label(), kind.sample(), kind.schema(), word -> {
            String name = kind.read(word);
            String holder = taken.putIfAbsent(name, what);
            if (holder != null) {
                throw new Unfit(word.shown() + " is taken: " + holder + " has it");
            }
            return name;
        });
    }
}
