/** Tests of the OpenAI surface, over real sockets. */
package io.frond.http;
