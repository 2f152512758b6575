package io.frond.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReferencePageTest {
    private static final Path PAGE = Path.of("src/main/docs/reference/config.md");

    @Test
    void thePageIsWhatTheProgramReads() throws IOException {
        String page = ConfigSchema.reference(Given.SHIPPED);
        if (Boolean.getBoolean("reference.write")) {
            Path unused = Files.writeString(PAGE, page);
        }

        assertThat(PAGE).as("write it anew with -Dreference.write=true").hasContent(page);
    }
}
