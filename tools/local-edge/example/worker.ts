import { withLocalEdge } from '../edge.ts'
import { shop } from './shop.ts'

export default withLocalEdge(shop)
