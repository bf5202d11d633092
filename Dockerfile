# syntax=docker/dockerfile:1

# The program and the C library it needs, nothing else: no shell, no packages, no root.
# packaging/follow-dockerfile takes the same steps without an engine, in the checks.

FROM rust:1.95-bookworm AS build
ARG PROFILE=dist
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/build/target \
    cargo build --locked --profile "$PROFILE" --package server --bin angebote \
    && install -D --mode=755 "target/$PROFILE/angebote" image/program/angebote \
    && install --directory image/data

FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /build/image/program/angebote /usr/local/bin/angebote
COPY --from=build --chown=65532:65532 /build/image/data /var/lib/angebote
# Everything else is read-only for this user.
USER 65532:65532
WORKDIR /var/lib/angebote
VOLUME /var/lib/angebote
ENV ANGEBOTE__HTTP__LISTEN=0.0.0.0:8080
ENV ANGEBOTE__DATABASE__URL=sqlite:///var/lib/angebote/angebote.sqlite
EXPOSE 8080
# Ask /health/live and /health/ready from outside: the image has nothing to ask with.
HEALTHCHECK NONE
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/local/bin/angebote"]
