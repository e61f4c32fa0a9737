#include "dialogue.h"

#include "fw/node.h"
#include "fw/nvm.h"
#include "kinds.h"
#include "msn/codes.h"
#include "reader.h"

enum { STEPS_OF_A_FRAME = 10, POWERED_UP = 1 };

static struct fw_node node;
static struct fw_node_setup setup;
static struct fw_node_inputs inputs;
static struct fw_node_outputs outputs;
static uint8_t memory[FW_NVM_SIZE];
static const uint8_t *keys;

static void boot(void)
{
  fw_node_init(&node, &setup, fw_default_config(setup.node_class), keys, memory, 0, POWERED_UP);
}

/* Nothing but two counts of boots, the second the newer. */
static void blank_memory(void)
{
  static const uint8_t counts[] = {0x12, 0x34, 0x56, 0x76, 0xED, 0xCB, 0xA9, 0x89,
                                   0x12, 0x34, 0x56, 0x77, 0xED, 0xCB, 0xA9, 0x88};
  uint16_t i;
  for (i = 0; i < FW_NVM_SIZE; i++) memory[i] = 0xFF;
  for (i = 0; i < sizeof counts; i++) memory[FW_NVM_BOOTS + i] = counts[i];
}

static void begin(const char *state)
{
  static const struct fw_node_inputs nothing = {0}; /* sdcc leaves a const without it to chance */

  setup.address = 5;
  setup.node_class = (uint8_t)vectors_state(state, "class", 10);
  setup.n_relays = setup.node_class == MSN_CLASS_FLOW ? 0 : 2;
  setup.level = (uint8_t)vectors_state(state, "level", 10);
  setup.serial = 0x12345678u;
  keys = vectors_value(state, "key") != 0 ? vectors_key_area(state) : 0;
  setup.key_id = keys != 0 ? MSN_KEY_TRAINING : MSN_KEY_NONE;
  inputs = nothing;
  blank_memory();
  boot();
}

/* `name:`; then `at` stands at the value. */
static bool named(const char **at, const char *name)
{
  const char *letter = *at;
  while (*name != 0) {
    if (*letter++ != *name++) return false;
  }
  if (*letter != ':') return false;
  *at = letter + 1;
  return true;
}

static bool take_input(const char **at)
{
  if (named(at, "gas")) inputs.gas_raw = (uint16_t)vectors_number(at, 10);
  else if (named(at, "temp")) inputs.temp_ddegc = vectors_number(at, 10);
  else if (named(at, "supply")) inputs.supply_mv = (uint16_t)vectors_number(at, 10);
  else if (named(at, "p")) inputs.p_abs_dapa = (uint16_t)vectors_number(at, 10);
  else if (named(at, "pulses")) inputs.pulses = (uint16_t)vectors_number(at, 10);
  else if (named(at, "feedback")) inputs.feedback = (uint8_t)vectors_number(at, 10);
  else if (named(at, "locks")) inputs.locks = (uint8_t)vectors_number(at, 10);
  else if (named(at, "pins")) inputs.pins = (uint8_t)vectors_number(at, 10);
  else return false;
  return true;
}

static void pass(const char **at)
{
  static uint16_t step_ms;
  static int16_t count;

  step_ms = (uint16_t)vectors_number(at, 10);
  count = 1;
  if (**at == '*') {
    (*at)++;
    count = vectors_number(at, 10);
  }
  for (; count > 0; count--) fw_node_step(&node, &inputs, &outputs, step_ms);
}

/* False: no token. */
static bool say(const char **at)
{
  static uint8_t byte;
  static uint8_t i;
  if (!vectors_byte(at, &byte)) return false;
  do {
    fw_node_rx(&node, byte);
  } while (vectors_byte(at, &byte));
  for (i = 0; i < STEPS_OF_A_FRAME; i++) fw_node_step(&node, &inputs, &outputs, 1);
  while (fw_node_tx(&node, &byte)) vectors_out(byte);
  return true;
}

void vectors_dialogue(void)
{
  static const char *input;

  input = vectors_line.fields[VECTORS_INPUT];
  begin(vectors_line.fields[VECTORS_STATE]);
  while (vectors_more(&input)) {
    if (*input == '~') {
      input++;
      pass(&input);
    } else if (*input == '!') {
      input++;
      boot();
    } else if (*input == '?') {
      input++;
      vectors_out(outputs.coils);
      vectors_out(outputs.lamp ? 1 : 0);
      vectors_out(outputs.horn ? 1 : 0);
    } else if (!take_input(&input) && !say(&input)) {
      return; /* the expectation stays open */
    }
  }
}
