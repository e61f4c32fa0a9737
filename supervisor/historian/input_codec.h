// Inputs of an engine as bytes: what one commit stored of them. Pure.
//
// Layout, version 1: the byte 1; number of inputs (LEB128); first instant (signed LEB128, us); and
// per input: its number above the one before (LEB128, before the first: 0), its instant above the
// one before (signed LEB128), and its contents. Contents are written member by member in the order
// of input_codec.cpp: numbers and enumerations as LEB128 (signed ones zigzag), instants and
// durations in us, texts and lists with their length first, variants with the place of their
// alternative first. At the end the CRC-32 of series/chunk.h. Whatever changes a member or the
// order of a variant (Request!) changes the layout and needs a new version.
#pragma once

#include <functional>
#include <span>

#include "link/engine_input.h"
#include "series/bytes.h"

namespace firedamp {

Bytes encodeInputs(std::span<const EngineInput* const> inputs);

// Calls `each` in order until it says no. False: the bytes are damaged or of another version; what
// was called until then may be incomplete.
bool decodeInputs(std::span<const std::uint8_t> bytes,
                  const std::function<bool(EngineInput&&)>& each);

}  // namespace firedamp
