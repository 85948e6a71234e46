export const loadCallPart = () => import('./call-part.ts');
