package io.frond.retrieve.format;

import java.util.Locale;

/** What a file is by its first bytes, whatever its name says. */
enum Content {
    TEXT("text"),
    PDF("a PDF"),
    ZIP("a ZIP archive, as DOCX is one"),
    OLE("an Office file of the old kind, or one with a password"),
    OTHER("neither text nor a document");

    private static final int FRONT = 1024;

    private final String noun;

    Content(String noun) {
        this.noun = noun;
    }

    String noun() {
        return noun;
    }

    static Content of(byte[] file) {
        if (begins(file, 'P', 'K', 3, 4) || begins(file, 'P', 'K', 5, 6)) {
            return ZIP;
        }
        if (begins(file, 0xD0, 0xCF, 0x11, 0xE0)) {
            return OLE;
        }
        return pdf(file) ? PDF : text(file) ? TEXT : OTHER;
    }

    private static boolean begins(byte[] file, int... bytes) {
        if (file.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (file[i] != (byte) bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** Readers look for the mark within the first kilobyte. Prose that mentions it holds no byte zero. */
    private static boolean pdf(byte[] file) {
        if (begins(file, '%', 'P', 'D', 'F', '-')) {
            return true;
        }
        var front = new String(file, 0, Math.min(FRONT, file.length), java.nio.charset.StandardCharsets.ISO_8859_1);
        return front.contains("%PDF-") && !text(file);
    }

    private static boolean text(byte[] file) {
        for (byte b : file) {
            if (b == 0) {
                return false;
            }
        }
        return true;
    }

    /** {@code pdf} of {@code a/B.PDF}; empty where there is none. */
    static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= name.lastIndexOf('/') ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
