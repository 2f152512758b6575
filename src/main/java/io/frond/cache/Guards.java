package io.frond.cache;

import java.lang.Character.UnicodeScript;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether two questions that look alike may still want different answers: they name other numbers, dates, units,
 * names, code or quotations, one denies what the other says, they turn direction around, ask another kind of question,
 * in another language, or one orders something beside. Vectors hardly see such differences.
 *
 * <p>Some marks count only between questions of nearly the same words: there they are the only difference.
 */
final class Guards {
    /** Share of common words from which on two questions are nearly the same. */
    private static final double NEAR = 0.6;

    private static final double HALF = 0.5;
    private static final double NEARLY_ALL = 0.9;
    private static final int MUCH = 4;
    /** Words of all kinds by which two questions differ that are the same but for one thing. */
    private static final int LITTLE = 2;
    /** Digits of years and amounts. */
    private static final int LONG = 2;

    private final Wording one;
    private final Wording other;
    private final int common;
    private final double overlap;

    private Guards(Wording one, Wording other) {
        this.one = one;
        this.other = other;
        this.common = common(one.content, other.content);
        int larger = Math.max(one.content.size(), other.content.size());
        this.overlap = larger == 0 ? 0 : (double) common / larger;
    }

    /** Why they may not be taken for one another, in a word; null where nothing speaks against it. */
    static @Nullable String against(Wording one, Wording other) {
        return new Guards(one, other).against();
    }

    /** Share of their words that they have in common, 0 to 1. */
    static double overlap(Wording one, Wording other) {
        return new Guards(one, other).overlap;
    }

    private @Nullable String against() {
        if (numbers()) {
            return "number";
        }
        if (!one.dates.equals(other.dates)) {
            return "date";
        }
        if (overlap >= HALF && conflict(one.units, other.units)) {
            return "unit";
        }
        if (!spoken(one.codes, other) || !spoken(other.codes, one)) {
            return "code";
        }
        if (!spoken(one.quotes, other) || !spoken(other.quotes, one)) {
            return "quotation";
        }
        if (!one.orders.equals(other.orders)) {
            return "order";
        }
        if (names()) {
            return "name";
        }
        return sense();
    }

    private @Nullable String sense() {
        if (one.negated != other.negated && overlap >= NEAR && difference() <= LITTLE) {
            return "negation";
        }
        if (overlap >= HALF && opposite()) {
            return "opposite";
        }
        if (turned()) {
            return "direction";
        }
        if (kinds()) {
            return "kind";
        }
        if (!language(one).equals(language(other))) {
            return "language";
        }
        return more(one, other) || more(other, one) ? "more" : null;
    }

    private boolean numbers() {
        if (one.numbers.equals(other.numbers)) {
            return false;
        }
        boolean both = !one.numbers.isEmpty() && !other.numbers.isEmpty();
        return both || overlap >= NEAR || large(one) || large(other);
    }

    private static boolean large(Wording wording) {
        return wording.numbers.stream().anyMatch(number -> number.length() >= LONG);
    }

    /** Words that only one of them has, small ones too; what denies and what carries it apart. */
    private int difference() {
        return only(one.words, other.all) + only(other.words, one.all);
    }

    private static int only(List<String> words, Set<String> others) {
        int count = 0;
        for (String word : words) {
            boolean there = others.contains(word) || others.contains(Wording.stem(word));
            count += there || Words.DENYING.contains(word) || Words.NEGATED.contains(word) ? 0 : 1;
        }
        return count;
    }

    private static int common(Set<String> some, Set<String> others) {
        int count = 0;
        for (String word : some) {
            count += others.contains(word) ? 1 : 0;
        }
        return count;
    }

    private static boolean conflict(Set<String> some, Set<String> others) {
        return !some.isEmpty() && !others.isEmpty() && common(some, others) == 0;
    }

    private static boolean spoken(Set<String> marks, Wording where) {
        return marks.stream().allMatch(where.plain::contains);
    }

    private boolean names() {
        boolean mine = missing(one.names, other);
        boolean others = missing(other.names, one);
        boolean short1 = missing(one.acronyms, other);
        boolean short2 = missing(other.acronyms, one);
        boolean opening1 = missing(one.openings, other);
        boolean opening2 = missing(other.openings, one);
        boolean here = mine || short1 || opening1;
        boolean there = others || short2 || opening2;
        boolean near = (short1 || short2) && overlap >= NEAR;
        boolean turned = difference() <= LITTLE && inverted(one.names, other);
        return (here && there) || mine || others || near || turned;
    }

    private static boolean missing(Set<String> names, Wording where) {
        return !where.all.containsAll(names);
    }

    /** Whether names that both have stand in another order. */
    private static boolean inverted(Set<String> names, Wording where) {
        int last = -1;
        for (String name : names) {
            int at = where.stems.indexOf(name);
            if (at < last) {
                return true;
            }
            last = at;
        }
        return false;
    }

    private boolean opposite() {
        for (String[] pair : Words.OPPOSITES) {
            boolean left1 = has(one, pair[0]);
            boolean right1 = has(one, pair[1]);
            boolean left2 = has(other, pair[0]);
            boolean right2 = has(other, pair[1]);
            if (left1 != right1 && left2 != right2 && left1 != left2) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(Wording wording, String words) {
        for (String word : words.split(",", -1)) {
            if (wording.all.contains(word) || wording.content.contains(Wording.stem(word))) {
                return true;
            }
        }
        return false;
    }

    /** From and to are exchanged, or the same words say it the other way round. */
    private boolean turned() {
        boolean exchanged = exchanged(one, other) || exchanged(other, one);
        boolean reordered = one.content.equals(other.content) && !one.stems.equals(other.stems);
        return exchanged || (reordered && difference() <= 1);
    }

    private static boolean exchanged(Wording a, Wording b) {
        for (String word : a.from) {
            if (b.to.contains(word) && !b.from.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private boolean kinds() {
        var mine = kinds(one);
        var others = kinds(other);
        return overlap >= NEAR && conflict(mine, others);
    }

    private static Set<String> kinds(Wording wording) {
        var kinds = new HashSet<String>();
        var words = wording.words;
        for (int i = 0; i < words.size(); i++) {
            switch (words.get(i)) {
                case "who", "whom", "whose" -> kinds.add("who");
                case "when" -> kinds.add("when");
                case "where" -> kinds.add("where");
                case "why" -> kinds.add("why");
                case "how" -> manner(i + 1 < words.size() ? words.get(i + 1) : "", kinds);
                default -> {}
            }
        }
        return kinds;
    }

    private static void manner(String next, Set<String> kinds) {
        switch (next) {
            case "soon" -> kinds.add("when");
            case "many", "much", "long", "often", "far", "old", "tall", "big", "large", "fast" -> kinds.add(next);
            default -> {}
        }
    }

    /** English where nothing else is sure. */
    private static String language(Wording wording) {
        var script = script(wording.plain);
        if (script != UnicodeScript.LATIN) {
            return script.name();
        }
        String best = "en";
        int most = votes(wording, "en");
        for (String language : Words.LANGUAGES.keySet()) {
            int votes = votes(wording, language);
            if (votes > most) {
                best = language;
                most = votes;
            }
        }
        return best;
    }

    private static int votes(Wording wording, String language) {
        var known = Words.LANGUAGES.getOrDefault(language, Set.of());
        int votes = 0;
        for (String word : wording.words) {
            votes += known.contains(word) ? 1 : 0;
        }
        return votes;
    }

    private static UnicodeScript script(String text) {
        int latin = 0;
        int letters = 0;
        UnicodeScript last = UnicodeScript.LATIN;
        for (int i = 0; i < text.length(); i++) {
            if (Character.isLetter(text.charAt(i))) {
                var script = text.charAt(i) < 0x80 ? UnicodeScript.LATIN : UnicodeScript.of(text.charAt(i));
                letters++;
                latin += script == UnicodeScript.LATIN ? 1 : 0;
                last = script == UnicodeScript.LATIN ? last : script;
            }
        }
        return 2 * latin >= letters ? UnicodeScript.LATIN : last;
    }

    /** Whether the one says what the other says, and much beside. */
    private boolean more(Wording small, Wording large) {
        int size = small.content.size();
        int beside = large.content.size() - common;
        return size > 1 && common >= NEARLY_ALL * size && beside >= Math.max(MUCH, 1.25 * size);
    }
}
