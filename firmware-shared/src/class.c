/* The one place that knows the classes by number. */
#include "parts.h"

void fw_class_init(struct fw_node MSN_MEM *node)
{
  switch (FW_SETUP(node)->node_class) {
#if FW_WITH_METHANE
    case MSN_CLASS_METHANE: fw_methane_init(node); break;
#endif
#if FW_WITH_FLOW
    case MSN_CLASS_FLOW: fw_flow_init(node); break;
#endif
#if FW_WITH_RELAY
    case MSN_CLASS_RELAY: fw_switchgear_init(node); break;
#endif
    default: break;
  }
}

void fw_class_step(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs)
{
  switch (FW_SETUP(node)->node_class) {
#if FW_WITH_FLOW
    case MSN_CLASS_FLOW: fw_flow_step(node, inputs); break;
#endif
#if FW_WITH_RELAY
    case MSN_CLASS_RELAY: fw_switchgear_step(node, inputs); break;
#endif
    default: break;
  }
}

void fw_class_beat(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs)
{
  switch (FW_SETUP(node)->node_class) {
#if FW_WITH_METHANE
    case MSN_CLASS_METHANE: fw_methane_beat(node, inputs); break;
#endif
#if FW_WITH_FLOW
    case MSN_CLASS_FLOW: fw_flow_beat(node, inputs); break;
#endif
#if FW_WITH_RELAY
    case MSN_CLASS_RELAY: fw_switchgear_beat(node, inputs); break;
#endif
    default: break;
  }
}

void fw_class_refresh(struct fw_node MSN_MEM *node)
{
  switch (FW_SETUP(node)->node_class) {
#if FW_WITH_METHANE
    case MSN_CLASS_METHANE: fw_methane_refresh(node); break;
#endif
#if FW_WITH_FLOW
    case MSN_CLASS_FLOW: fw_flow_refresh(node); break;
#endif
#if FW_WITH_RELAY
    case MSN_CLASS_RELAY: fw_switchgear_refresh(node); break;
#endif
    default: break;
  }
}

uint8_t fw_class_status(const struct fw_node MSN_MEM *node)
{
  switch (FW_SETUP(node)->node_class) {
#if FW_WITH_METHANE
    case MSN_CLASS_METHANE: return fw_methane_status(node);
#endif
#if FW_WITH_FLOW
    case MSN_CLASS_FLOW: return fw_flow_status(node);
#endif
    default: return 0;
  }
}

fw_reasons fw_class_blocked(const struct fw_node MSN_MEM *node, uint8_t index)
{
  (void)index;
  switch (FW_SETUP(node)->node_class) {
#if FW_WITH_METHANE
    case MSN_CLASS_METHANE: return fw_methane_blocked(node);
#endif
#if FW_WITH_RELAY
    case MSN_CLASS_RELAY: return fw_switchgear_blocked(node, index);
#endif
    default: return MSN_IL_FAULT; /* nothing that this program understands may close */
  }
}

uint8_t fw_class_contact_ds(const struct fw_node MSN_MEM *node)
{
  switch (FW_SETUP(node)->node_class) {
#if FW_WITH_METHANE
    case MSN_CLASS_METHANE: return fw_methane_contact_ds(node);
#endif
#if FW_WITH_RELAY
    case MSN_CLASS_RELAY: return (uint8_t)FW_CONFIG(node, FB_TIMEOUT);
#endif
    default: return 0;
  }
}

void fw_class_acknowledged(struct fw_node MSN_MEM *node)
{
#if FW_WITH_METHANE
  if (FW_SETUP(node)->node_class == MSN_CLASS_METHANE) {
    fw_methane_acknowledged(node);
  }
#else
  (void)node;
#endif
}

void fw_class_attended(struct fw_node MSN_MEM *node)
{
#if FW_WITH_METHANE
  if (FW_SETUP(node)->node_class == MSN_CLASS_METHANE) {
    fw_methane_attended(node);
  }
#else
  (void)node;
#endif
}

uint8_t fw_class_secured(struct fw_node MSN_MEM *node, uint8_t function, bool execute)
{
#if FW_WITH_FLOW
  if (FW_SETUP(node)->node_class == MSN_CLASS_FLOW) {
    return fw_flow_secured(node, function, execute);
  }
#endif
#if FW_WITH_RELAY
  if (FW_SETUP(node)->node_class == MSN_CLASS_RELAY) {
    return fw_switchgear_secured(node, function, execute);
  }
#endif
  (void)node;
  (void)function;
  (void)execute;
  return MSN_SEC_NOT_SUPPORTED;
}

uint16_t fw_class_total(const struct fw_node MSN_MEM *node, uint8_t offset)
{
#if FW_WITH_FLOW
  return fw_flow_total(node, offset); /* the page exists for this class only (server.c) */
#else
  (void)node;
  (void)offset;
  return 0;
#endif
}
