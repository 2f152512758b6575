package io.frond.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Files and vector stores of Frond's own.
 *
 * @param folder where they are kept; no other Frond writes there
 * @param largest bytes of one file at most
 * @param tenantBytes of all files of a tenant at most
 * @param tenantFiles how many a tenant may have
 * @param dense weight of the vectors in a search, 0 to 1; the rest is that of the words
 */
public record FilesConfig(Path folder, long largest, long tenantBytes, int tenantFiles, double dense) {
    private static final long MIB = 1L << 20;

    static @Nullable FilesConfig from(Section root) {
        return root.optionalBlock(
                "files",
                "Frond's own /v1/files and /v1/vector_stores; without it they pass to a backend",
                FilesConfig::read);
    }

    private static FilesConfig read(Section s) {
        return new FilesConfig(
                s.required("folder", Disk.ownFolder(), "keeps them, in files of its own; made where it is not there"),
                s.bytes("limit", 512 * MIB, 1024, 1L << 40, "of one file at most"),
                s.bytes("tenant_limit", 10_240 * MIB, 1024, 1L << 50, "of all files of a tenant at most"),
                s.value("tenant_files", Kinds.count(1, 1_000_000), 10_000, "files of a tenant at most"),
                s.share("dense", 0.5, "weight of the vectors in a search; the rest is that of the words"));
    }
}
