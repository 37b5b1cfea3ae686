const decoration =
  /^(?:ext|shared|customer|client|cust)[-_ ]+|[-_ ]+(?:ext|shared|external)$|(?:客户|服务|沟通|交流|对接)*群$/giu;

/** Returns the customer that a room's name speaks of: the name without what such rooms are decorated with. */
export const customerInName = (name: string): string => {
  const plain = name.replace(/^#/, '').replace(decoration, '').trim();
  return plain === '' ? name : plain;
};
