/* The one place that knows the classes by number. */
#include "parts.h"

#if FW_WITH_METHANE
static void methane_step(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs)
{
  if (node->sample_ms < FW_CONFIG(node, SAMPLE_MS)) {
    return;
  }
  fw_methane_sample(node, inputs, node->sample_ms);
  node->sample_ms = 0;
  if (fw_methane_demands_trip(&node->as.methane)) {
    fw_relays_trip(node, fw_relays_all(node),
                   node->as.methane.cutoff.active ? MSN_CAUSE_GAS : MSN_CAUSE_FAULT);
  }
}
#endif

#if FW_WITH_FLOW
static void flow_step(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs)
{
  fw_flow_count(&node->as.flow, inputs->pulses);
  if (node->sample_ms < FW_CONFIG(node, SAMPLE_MS)) {
    return;
  }
  fw_flow_sample(node, inputs, node->sample_ms);
  node->sample_ms = 0;
}
#endif

void fw_class_init(struct fw_node MSN_MEM *node)
{
  switch (node->setup->node_class) {
#if FW_WITH_METHANE
    case MSN_CLASS_METHANE: fw_methane_init(&node->as.methane); break;
#endif
#if FW_WITH_FLOW
    case MSN_CLASS_FLOW: fw_flow_init(&node->as.flow); break;
#endif
#if FW_WITH_RELAY
    case MSN_CLASS_RELAY: fw_switchgear_init(&node->as.switchgear); break;
#endif
    default: break;
  }
}

void fw_class_step(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs,
                   uint16_t elapsed_ms)
{
  node->sample_ms = (uint16_t)(node->sample_ms + elapsed_ms);
  switch (node->setup->node_class) {
#if FW_WITH_METHANE
    case MSN_CLASS_METHANE: methane_step(node, inputs); break;
#endif
#if FW_WITH_FLOW
    case MSN_CLASS_FLOW: flow_step(node, inputs); break;
#endif
#if FW_WITH_RELAY
    case MSN_CLASS_RELAY: fw_switchgear_step(node, elapsed_ms); break;
#endif
    default: break;
  }
}

uint16_t fw_class_live(const struct fw_node MSN_MEM *node, uint8_t offset)
{
  switch (node->setup->node_class) {
#if FW_WITH_METHANE
    case MSN_CLASS_METHANE: return fw_methane_register(node, offset);
#endif
#if FW_WITH_FLOW
    case MSN_CLASS_FLOW: return fw_flow_register(node, offset);
#endif
#if FW_WITH_RELAY
    case MSN_CLASS_RELAY: return fw_switchgear_register(node, offset);
#endif
    default: return 0;
  }
}

uint8_t fw_class_status(const struct fw_node MSN_MEM *node)
{
  switch (node->setup->node_class) {
#if FW_WITH_METHANE
    case MSN_CLASS_METHANE: return fw_methane_status(&node->as.methane);
#endif
#if FW_WITH_FLOW
    case MSN_CLASS_FLOW: return fw_flow_status(&node->as.flow);
#endif
    default: return 0;
  }
}

uint8_t fw_class_blocked(const struct fw_node MSN_MEM *node, uint8_t index)
{
  switch (node->setup->node_class) {
#if FW_WITH_METHANE
    case MSN_CLASS_METHANE: return fw_methane_blocked(node);
#endif
#if FW_WITH_RELAY
    case MSN_CLASS_RELAY: return fw_switchgear_blocked(node, index);
#endif
    default: return 0;
  }
}

uint8_t fw_class_contact_timeout_ds(const struct fw_node MSN_MEM *node)
{
  switch (node->setup->node_class) {
#if FW_WITH_METHANE
    case MSN_CLASS_METHANE: return (uint8_t)FW_CONFIG(node, M_FB_TIMEOUT);
#endif
#if FW_WITH_RELAY
    case MSN_CLASS_RELAY: return (uint8_t)FW_CONFIG(node, FB_TIMEOUT);
#endif
    default: return 0;
  }
}
