package io.frond.model;

/** A pattern in which {@code *} stands for any run of characters and {@code ?} for any one. */
public record Glob(String pattern) {

    /** Linear in the text for each star: no pattern makes this slow. */
    public boolean matches(String text) {
        int p = 0;
        int star = -1;
        int retry = 0;
        int t = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                retry = t;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++retry;
            } else {
                return false;
            }
        }
        return p == pattern.length() || pattern.substring(p).chars().allMatch(c -> c == '*');
    }
}
