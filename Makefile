# The commands of this repository. `make help` lists them; each is a few lines or a script in scripts/.
# One profile and one set of flags everywhere, so that dependencies compile once.

SHELL := bash
.DEFAULT_GOAL := help
DATA ?= commonweal-data
LISTEN ?= 127.0.0.1:8080

# Set only where rustup cannot give us the pinned toolchain under its own name.
TOOLCHAIN := $(shell scripts/toolchain)
ifneq ($(TOOLCHAIN),)
export RUSTUP_TOOLCHAIN := $(TOOLCHAIN)
endif

.PHONY: help run test check tidy bench assets journeys release

help: ## List the commands
	@grep -hE '^[a-z]+: .*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+): [^#]*## /make \1 \t/' | expand -t 18

run: assets ## Build, load the demonstration and serve it: the address and sign-in links are printed
	scripts/need cargo cc
	cargo build --locked --package commonweal
	cargo run --quiet --locked --package commonweal -- --data $(DATA) demo
	cargo run --quiet --locked --package commonweal -- --data $(DATA) serve --listen $(LISTEN)

test: assets ## Run every test, on SQLite and on a PostgreSQL of its own
	scripts/test

check: assets ## Format, lints, documentation and repository checks, with warnings denied
	scripts/need cargo
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	RUSTDOCFLAGS="-D warnings -A rustdoc::private_intra_doc_links" cargo doc --workspace --no-deps --document-private-items --locked
	$(MAKE) --no-print-directory tidy

tidy: assets ## Check what the compiler cannot: paths in documents, walls, copied sentences, large files
	scripts/need cargo cargo-nextest
	cargo nextest run --workspace --locked --filterset 'package(testkit) and binary(it) and test(/^tidy::/)'

bench: assets release ## Measure the limits that we promise, with a release build
	cargo bench --workspace --locked
	node scripts/limits.mjs "$$(cargo metadata --no-deps --format-version 1 --locked | grep -oP '"target_directory":"\K[^"]+')/release/commonweal"
	scripts/measures-beside.py "$$(cargo metadata --no-deps --format-version 1 --locked | grep -oP '"target_directory":"\K[^"]+')/release/commonweal"
	scripts/evidence-beside.py "$$(cargo metadata --no-deps --format-version 1 --locked | grep -oP '"target_directory":"\K[^"]+')/release/commonweal"
	scripts/stocktake-beside.py "$$(cargo metadata --no-deps --format-version 1 --locked | grep -oP '"target_directory":"\K[^"]+')/release/commonweal"

assets: ## Install what others publish and the binary embeds, and build the style sheet
	@scripts/need node npm python3 pip
	@set -e; for script in crates/*/*/install.sh; do $$script; done

journeys: assets ## Walk through the product in Chromium
	scripts/journeys

release: assets ## Build the binary to install elsewhere
	scripts/need cargo
	cargo build --locked --release --package commonweal
