package io.frond.admin;

import io.vertx.ext.web.Router;

/**
 * Some paths of the operators' port, those of one subject. When a handler of theirs is called the caller has been let
 * in, the body is there ({@code on.body()}) and the request is named; it answers by {@link Answer}. What is asked by
 * another method than GET is written to the audit log with its outcome, see {@link Deed}.
 *
 * <p>Each path stands in {@code openapi.yaml} beside these classes too; a test holds the two together.
 */
public interface Routes {

    /** Mounts the handlers, each by its method and whole path: {@code router.get("/admin/v1/...")}. */
    void mount(Router router);
}
