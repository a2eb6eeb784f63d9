/** The entry for development and tests: the site's own Worker behind the local edge. It is never deployed. */
import worker from '../../src/index.ts'
import { withLocalEdge } from './edge.ts'

export default withLocalEdge(worker)
