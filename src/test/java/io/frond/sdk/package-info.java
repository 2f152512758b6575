/** The official OpenAI clients against Frond, with only base URL and key changed. */
package io.frond.sdk;
