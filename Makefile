# `make run` is the demo market at http://localhost:8080, `make test` is every check. Nothing is asked.

JISHI_DATA ?= data
JISHI_LISTEN ?= 127.0.0.1:8080
JISHI = target/release/jishi

.PHONY: run build test dist bench shots

run: build
	@echo "Making the demo market takes about half a minute; then it is at http://localhost:8080 …"
	$(JISHI) demo --data $(JISHI_DATA)
	$(JISHI) serve --data $(JISHI_DATA) --listen $(JISHI_LISTEN)

build:
	scripts/packages rust node fonts
	@[ -x $(JISHI) ] || echo "The first build compiles some 500 crates: twelve to twenty-five minutes on two cores, less on more."
	cargo build --release --locked --package server

test:
	scripts/test

# What an operator installs: the binary, a systemd unit, the README and their checksums, in target/dist.
dist: build
	scripts/dist

bench:
	scripts/packages rust node postgresql ffmpeg
	JISHI_TEST_FSYNC=on scripts/with-postgres cargo run --release --locked --package bench

# The screenshots of the README, made anew from a demo market.
shots:
	scripts/packages rust node chromium fonts
	scripts/browser --shots docs/shots
