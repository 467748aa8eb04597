import { FLEET, GPUS_PER_NODE, INCIDENT_NODE_ID, NODE_IDS, replicasOf, replicasOn } from './fleet.js';

describe('the fleet', () => {
  it('is four nodes with eight GPUs, each of them used by one replica', () => {
    expect(NODE_IDS).toHaveLength(4);
    for (const nodeId of NODE_IDS) {
      const used = replicasOn(nodeId).flatMap(({ gpuIndexes }) => gpuIndexes);
      expect(used.sort()).toEqual(Array.from({ length: GPUS_PER_NODE }, (_, index) => index));
    }
  });

  it('numbers the replicas of a model without gaps', () => {
    for (const { modelUid } of FLEET) {
      const ids = replicasOf(modelUid).map(({ replicaId }) => replicaId);
      expect(ids).toEqual(ids.map((_, index) => String(index)));
    }
  });

  it('has another node for every model that runs where the incident is', () => {
    for (const { modelUid } of replicasOn(INCIDENT_NODE_ID)) {
      expect(replicasOf(modelUid).some(({ nodeId }) => nodeId !== INCIDENT_NODE_ID)).toBe(true);
    }
  });
});
