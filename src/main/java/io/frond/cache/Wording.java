package io.frond.cache;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A question's words, sorted by what a difference in them means. Takes microseconds. */
final class Wording {
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9.,:/]*");
    private static final Pattern DAY = Pattern.compile("[0-9]{1,4}-[0-9]{1,2}-[0-9]{1,4}");
    private static final Pattern QUOTED = Pattern.compile(
            "[\"\u201c\u201d\u00ab\u00bb`]([^\"\u201c\u201d\u00ab\u00bb`]{1,200})[\"\u201c\u201d\u00ab\u00bb`]");
    /** A dot within: of a file, a host or a version; not of a sentence whose next one follows without a space. */
    private static final Pattern FILE =
            Pattern.compile("[A-Za-z0-9/-]{2,}(\\.[a-z0-9/-]{2,})*\\.(?=[a-z0-9]*[a-z])[a-z0-9]{1,4}");

    private static final int SHORTEST_STEM = 4;

    /** All of them in order, in lower case. */
    final List<String> words = new ArrayList<>();
    /** Those that carry meaning, by their stems, in order. */
    final List<String> stems = new ArrayList<>();

    final Set<String> content = new LinkedHashSet<>();
    final Set<String> all = new HashSet<>();
    final List<String> numbers = new ArrayList<>();
    final Set<String> dates = new TreeSet<>();
    final Set<String> units = new TreeSet<>();
    final Set<String> names = new LinkedHashSet<>();
    final Set<String> acronyms = new LinkedHashSet<>();
    final Set<String> openings = new LinkedHashSet<>();
    final Set<String> codes = new LinkedHashSet<>();
    final Set<String> quotes = new LinkedHashSet<>();
    final Set<String> orders = new TreeSet<>();
    final Set<String> from = new HashSet<>();
    final Set<String> to = new HashSet<>();
    final String plain;
    boolean negated;
    /** The word before, if that may be a month: it is where a number follows. */
    private @Nullable String doubtful;

    Wording(String text) {
        plain = ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        quoted(text);
        var raw = SPACE.split(text.strip(), -1);
        boolean shouted = shouted(raw);
        boolean opens = true;
        for (String one : raw) {
            add(one, opens, shouted);
            opens = ends(one);
        }
        numbers.sort(null);
    }

    private void quoted(String text) {
        var found = QUOTED.matcher(text);
        while (found.find()) {
            quotes.add(lower(found.group(1).strip()));
        }
    }

    /** Capitals say nothing where most words have them. */
    private static boolean shouted(String[] raw) {
        int capital = 0;
        for (String one : raw) {
            capital += !one.isEmpty() && Character.isUpperCase(one.codePointAt(0)) ? 1 : 0;
        }
        return raw.length > 3 && 10 * capital > 7 * raw.length;
    }

    private static boolean ends(String raw) {
        char last = raw.isEmpty() ? ' ' : raw.charAt(raw.length() - 1);
        return last == '.' || last == '?' || last == '!' || last == ':' || last == ';';
    }

    private void add(String raw, boolean opens, boolean shouted) {
        var bare = bare(raw);
        if (bare.isEmpty()) {
            return;
        }
        money(raw);
        if (isCode(bare)) {
            codes.add(lower(bare));
            word(lower(bare));
        } else if (bare.chars().anyMatch(Character::isDigit)) {
            numbers(lower(bare));
        } else {
            for (String part : bare.split("[-./\u2013\u2014,;()\\[\\]{}|+=*&]+", -1)) {
                plain(part, opens, shouted);
            }
        }
    }

    private void money(String raw) {
        if (raw.indexOf('$') >= 0) {
            units.add("$");
        }
        if (raw.indexOf('\u20ac') >= 0) {
            units.add("e");
        }
        if (raw.indexOf('\u00a3') >= 0) {
            units.add("lb");
        }
        if (raw.indexOf('%') >= 0) {
            units.add("%");
        }
    }

    /** Without punctuation around it. */
    private static String bare(String raw) {
        int from = 0;
        int to = raw.length();
        while (from < to && !Character.isLetterOrDigit(raw.charAt(from))) {
            from++;
        }
        while (to > from && !Character.isLetterOrDigit(raw.charAt(to - 1))) {
            to--;
        }
        return raw.substring(from, to);
    }

    /** Identifiers, paths, addresses and versions. */
    private static boolean isCode(String bare) {
        boolean letters = bare.chars().anyMatch(Character::isLetter);
        if (!letters) {
            return false;
        }
        if (bare.indexOf('_') >= 0 || bare.indexOf('@') >= 0 || bare.contains("::") || bare.contains("://")) {
            return true;
        }
        return FILE.matcher(bare).matches() || camel(bare);
    }

    private static boolean camel(String bare) {
        boolean hump = false;
        for (int i = 1; i < bare.length() - 1; i++) {
            hump |= Character.isLowerCase(bare.charAt(i - 1))
                    && Character.isUpperCase(bare.charAt(i))
                    && Character.isLowerCase(bare.charAt(i + 1));
        }
        return hump && Character.isLowerCase(bare.charAt(0));
    }

    private void numbers(String bare) {
        if (doubtful != null) {
            dates.add(doubtful);
        }
        if (DAY.matcher(bare).matches()) {
            numbers.add(bare);
            word(bare);
            return;
        }
        var found = NUMBER.matcher(bare);
        while (found.find()) {
            numbers.add(number(found.group()));
        }
        var rest = bare.replaceAll("[0-9.,:/%$\u20ac\u00a3-]+", " ").strip();
        for (String part : rest.split(" ", -1)) {
            var unit = Words.UNITS.get(part);
            if (unit != null) {
                units.add(unit);
            } else if (part.length() > 2 || (!part.isEmpty() && !"stndrdthkx".contains(part))) {
                codes.add(bare);
            } else if (part.equals("k")) {
                numbers.add("k");
            }
        }
        word(bare);
    }

    private static String number(String digits) {
        var trimmed = digits.replaceAll("[.,:/]+$", "");
        if (trimmed.matches("[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]+)?")) {
            trimmed = trimmed.replace(",", "");
        }
        return trimmed.matches("[0-9]+\\.0+") ? trimmed.substring(0, trimmed.indexOf('.')) : trimmed;
    }

    private void plain(String part, boolean opens, boolean shouted) {
        var lower = lower(part).replace('\u2019', '\'');
        if (lower.endsWith("n't")) {
            negated = true;
            word(lower.substring(0, lower.length() - 3));
            return;
        }
        int mark = lower.indexOf('\'');
        var head = mark > 0 ? lower.substring(0, mark) : lower;
        if (head.isEmpty()) {
            return;
        }
        negated |= Words.NEGATIONS.contains(head) || Words.NEGATED.contains(head);
        marks(head, part, opens);
        if (!shouted) {
            capital(part, head, opens);
        }
        word(head);
    }

    private void marks(String head, String part, boolean opens) {
        var number = Words.NUMBERS.get(head);
        if (number != null) {
            numbers.add(number);
        }
        if (head.equals("second") && !words.isEmpty() && words.getLast().equals("the")) {
            numbers.add("2");
        }
        var month = Words.MONTHS.get(head);
        if (month != null) {
            dates.add(month);
        }
        doubtful = null;
        if (month == null) {
            doubtful = Words.DOUBTFUL_MONTHS.get(head);
            if (doubtful != null && Character.isUpperCase(part.charAt(0)) && !opens) {
                dates.add(doubtful);
            }
        }
        var unit = Words.UNITS.get(head);
        if (unit != null) {
            units.add(unit);
        }
        if (Words.ORDERS.contains(head)) {
            orders.add(head);
        }
    }

    private void capital(String part, String head, boolean opens) {
        if (!Character.isUpperCase(part.charAt(0)) || part.length() < 2) {
            return;
        }
        if (Words.SMALL.contains(head) || Words.MONTHS.containsKey(head)) {
            return;
        }
        boolean whole = part.length() > 1 && part.equals(part.toUpperCase(Locale.ROOT));
        if (whole) {
            acronyms.add(stem(head));
        } else if (!opens) {
            names.add(stem(head));
        } else if (!Words.OPENINGS.contains(head)) {
            openings.add(stem(head));
        }
    }

    private void word(String word) {
        var before = words.isEmpty() ? "" : words.getLast();
        words.add(word);
        all.add(word);
        var stem = stem(word);
        all.add(stem);
        if (!Words.SMALL.contains(word) && !Words.NEGATIONS.contains(word) && !Words.NEGATED.contains(word)) {
            stems.add(stem);
            content.add(stem);
        }
        if (Words.ANSWERING.contains(before) && Words.MANNERS.contains(word)) {
            orders.add("answer");
        }
        if (before.equals("from")) {
            from.add(stem);
        } else if (before.equals("to") || before.equals("into")) {
            to.add(stem);
        }
    }

    private static String lower(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                        .replaceAll("")
                        .toLowerCase(Locale.ROOT);
            }
        }
        return text.toLowerCase(Locale.ROOT);
    }

    /** Without the commonest English endings; wrong stems do no harm, as both sides get them. */
    static String stem(String word) {
        for (String ending : List.of("ing", "ies", "ied", "ed", "es", "s")) {
            if (word.endsWith(ending) && word.length() - ending.length() >= SHORTEST_STEM - 1 && !word.endsWith("ss")) {
                var stem = word.substring(0, word.length() - ending.length());
                return ending.startsWith("ie") ? stem + "y" : silent(stem);
            }
        }
        return silent(word);
    }

    private static String silent(String stem) {
        int last = stem.length() - 1;
        if (last >= SHORTEST_STEM - 1 && stem.charAt(last) == 'e') {
            return stem.substring(0, last);
        }
        boolean doubled = last >= SHORTEST_STEM - 1 && stem.charAt(last) == stem.charAt(last - 1);
        return doubled ? stem.substring(0, last) : stem;
    }
}
