/** Bytes in and out of the whole gateway: what is handed on unchanged, and what is never handed on as an answer. */
package io.frond.fidelity;
