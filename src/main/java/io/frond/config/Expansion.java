package io.frond.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces <code>${VAR}</code>, <code>${VAR:-default}</code>, <code>${VAR:?message}</code> and <code>${file:path}</code>
 * in single values, after parsing: what comes in can never become structure. As in a shell, an empty variable counts as
 * unset for the default and the message. <code>$${</code> is a plain <code>${</code>.
 */
final class Expansion {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{(?<inner>[^}]*)(?<close>}?)");
    private static final Pattern VARIABLE =
            Pattern.compile("(?<name>[A-Za-z_][A-Za-z0-9_]*)(?:(?<sign>:[-?])(?<rest>.*))?", Pattern.DOTALL);

    private final Outside outside;

    Expansion(Outside outside) {
        this.outside = outside;
    }

    /** A word in which nothing is replaced: names, which are keys. */
    Word literal(String text, Origin origin) {
        return new Word(text, Word.quoted(text), origin, outside);
    }

    Word word(Yaml.Scalar scalar) throws Unfit {
        Origin origin = scalar.place().origin();
        Matcher found = REFERENCE.matcher(scalar.text());
        var text = new StringBuilder();
        boolean expanded = false;
        while (found.find()) {
            String inner = found.group("inner");
            expanded |= inner != null;
            found.appendReplacement(text, Matcher.quoteReplacement(inner == null ? "${" : value(found, inner, origin)));
        }
        found.appendTail(text);
        return Word.of(scalar, text.toString(), expanded, outside);
    }

    private String value(Matcher found, String inner, Origin origin) throws Unfit {
        if (found.group("close").isEmpty()) {
            throw new Unfit("\"${\" has no closing brace; a plain \"${\" is written \"$${\"");
        }
        if (inner.contains("${")) {
            throw new Unfit("one ${...} cannot stand within another");
        }
        if (inner.startsWith("file:")) {
            String path = inner.substring(5);
            return outside.text(new Word(path, Word.quoted(path), origin, outside).path())
                    .stripTrailing();
        }
        Matcher variable = VARIABLE.matcher(inner);
        if (!variable.matches()) {
            throw new Unfit(Word.quoted("${" + inner + "}")
                    + " is not a variable; write ${VAR}, ${VAR:-default}, ${VAR:?message} or ${file:path}");
        }
        return variable(variable.group("name"), variable.group("sign"), variable.group("rest"));
    }

    private String variable(String name, @Nullable String sign, @Nullable String rest) throws Unfit {
        String value = outside.variable(name);
        if (sign == null || rest == null) {
            return required(value, name, "set it, or give a default: ${" + name + ":-default}");
        }
        boolean empty = value == null || value.isEmpty();
        if (sign.equals(":-")) {
            return empty ? rest : String.valueOf(value);
        }
        return required(empty ? null : value, name, rest);
    }

    private static String required(@Nullable String value, String name, String advice) throws Unfit {
        if (value == null) {
            throw new Unfit("the variable " + Word.clean(name) + " is not set: " + Word.clean(advice));
        }
        return value;
    }
}
