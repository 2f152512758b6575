package org.opensearch.transport.grpc.spi;

/** Named by the k-NN plug-in; its own library is not published, and nothing here speaks gRPC. */
public interface QueryBuilderProtoConverter {}
