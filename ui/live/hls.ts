import Hls from 'hls.js/light'

export default Hls
